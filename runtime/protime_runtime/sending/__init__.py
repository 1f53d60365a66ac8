"""From a request to a response: tokens, repeats and pace, with no HTTP library."""
