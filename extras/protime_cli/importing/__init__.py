"""Tables of other programs as what the API takes: pure, nothing here sends."""
