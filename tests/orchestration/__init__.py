"""The files of "Operate": orchestrators and schedulers, run as their users run them."""
