"""Tests of webhooks: verifying, the inbox, the receiver, subscriptions, the stream."""
