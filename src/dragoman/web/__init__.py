"""The desk in a browser: pages made on the server, each answer one step from the words it was read from."""
