# The newest migration of the gems, by the version of Spree. Nobody can change those migrations, so that somebody has to
# read them: with another version of Spree the image is not built until its newest migration is stated here. For what
# they do while the release before is serving, docs/spree-versions.md has the steps of an update.
newest_of_gems = { "5.1.10" => 20_250_605_131_334 }

StrongMigrations.start_after = newest_of_gems.fetch(Spree.version) do |version|
  raise "Read the migrations of Spree #{version}, then state the newest of them in #{__FILE__}"
end

# Visitors wait behind a migration that waits for a lock. It tries again, and gives up after half a minute.
StrongMigrations.lock_timeout = 2.seconds
StrongMigrations.lock_timeout_retries = 5
StrongMigrations.lock_timeout_retry_delay = 5.seconds
StrongMigrations.statement_timeout = 15.minutes
# An index that was not finished would be taken for a finished one.
StrongMigrations.remove_invalid_indexes = true
# Not safe by default: that commits in the middle of a migration, which could not be taken back as a whole then.
StrongMigrations.safe_by_default = false
