"""The application: commands, settings, bundles, the gate."""
