"""Feeds: the changes of collections, batch by batch, none of them lost."""
