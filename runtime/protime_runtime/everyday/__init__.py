"""What most programs work out of the rows that they have read; nothing here sends."""
