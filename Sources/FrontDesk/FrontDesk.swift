enum FrontDeskModule {}
