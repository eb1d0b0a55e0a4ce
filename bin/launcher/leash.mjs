// Loaded into the processes that the launcher starts: when the launcher is killed, they end with it.
process.on('disconnect', () => process.exit(1));
