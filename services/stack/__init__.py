"""The one-command local stack: Kafka, Postgres and the services as supervised child processes of one supervisor."""
