DemoStore::RequestLog.start
