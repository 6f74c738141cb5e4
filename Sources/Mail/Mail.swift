enum MailModule {}
