"""The way out to the network: what may be asked for, how politely, and by whom."""
