load File.expand_path("../migration_guard/tasks.rake", __dir__)
