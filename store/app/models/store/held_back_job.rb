module Store
  # A job that Redis did not take, because it is full or away. The worker puts it into its queue once Redis takes it: at
  # least once, for Redis may have taken it the first time without saying so.
  class HeldBackJob < ApplicationRecord
    self.table_name = "store_held_back_jobs"

    # Keeps the JSON of a job, in the transaction that is under way, if any.
    def self.keep(json)
      job = Sidekiq.load_json(json)
      ApplicationRecord.connected_to(role: :writing) { create!(job: job) }
      Rails.logger.warn("Redis did not take a job of #{job["wrapped"] || job["class"]}: it is held back in the database.")
    end

    # Puts what is held back into its queues, oldest first. Raises a RedisClient::Error once Redis takes no more.
    def self.release_all
      client = Sidekiq::Client.new
      client.raises = true
      nil while release_first(client)
    end

    # How long the oldest one has been here, in seconds; 0 where there is none.
    def self.latency = Time.current - (minimum(:created_at) || Time.current)

    def self.release_first(client)
      transaction do
        # Another worker takes another one.
        held = lock("FOR UPDATE SKIP LOCKED").order(:id).first
        return false if held.nil?

        client.push(held.job)
        held.destroy!
      end
    end
    private_class_method :release_first
  end
end
