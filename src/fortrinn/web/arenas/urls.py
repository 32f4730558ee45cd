app_name = "arenas"
urlpatterns = []
