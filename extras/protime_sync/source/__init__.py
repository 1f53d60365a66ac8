"""What is read of a collection: requests, the rows that come, those set aside."""
