"""The sections of a profile, one module each: figures in, sentence, chart and table out."""
