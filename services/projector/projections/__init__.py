"""One file a question. Each holds plain functions from an event and a connection to rows."""
