enum BookingStoreModule {}
