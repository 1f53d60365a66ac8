"""The files below ``spec/`` to `generator.spec.Spec`, each fault with its line."""
