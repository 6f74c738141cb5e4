enum EmbeddedServerModule {}
