// The engine logs every failure of a node, also those that a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';
