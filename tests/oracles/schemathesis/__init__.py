"""The OpenAPI document against the emulator, with requests that Schemathesis makes."""
