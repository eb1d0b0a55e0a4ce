// Loaded into the launcher's processes: they end when the launcher is killed.
process.on('disconnect', () => process.exit(1));
