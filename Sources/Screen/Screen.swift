enum ScreenModule {}
