# What a test on either store asks of it from the outside; each prints its answer on the last line.
require_relative "../demo_store/canvas"

namespace :parity do
  desc "Gives a product a new picture and prints the path at which the edge serves it"
  task :attach_picture, [:slug] => :environment do |_task, arguments|
    product = Product.find_by!(slug: arguments.fetch(:slug))
    picture = DemoStore::Canvas.new("#%06x" % rand(0x1000000)).to_png
    product.picture.attach(io: StringIO.new(picture), filename: "#{product.slug}.png", content_type: "image/png")
    puts product.picture_path
  end

  desc "Enqueues a job that leaves a mark in the table parity_marks, and prints the job's id"
  task :enqueue, [:value] => :environment do |_task, arguments|
    puts LeaveMarkJob.perform_later(arguments.fetch(:value)).job_id
  end

  desc "Puts a job that has waited for so many seconds already into a queue that no worker serves"
  task :wait, [:seconds] => :environment do |_task, arguments|
    since = Float(arguments.fetch(:seconds)).seconds.ago
    if DemoStore::Settings.redis?
      # Sidekiq itself would write the time of now into it.
      job = { queue: "waiting", class: "LeaveMarkJob", args: [], jid: "waiting", enqueued_at: since.to_f }
      Sidekiq.redis do |redis|
        redis.sadd("queues", ["waiting"])
        redis.lpush("queue:waiting", [JSON.generate(job)])
      end
    else
      LeaveMarkJob.set(queue: "waiting").perform_later("waiting")
      Delayed::Job.where(queue: "waiting").update_all(run_at: since)
    end
    puts "a job waits"
  end

  desc "Removes what `parity:wait` put there"
  task stop_waiting: :environment do
    if DemoStore::Settings.redis?
      require "sidekiq/api"
      Sidekiq::Queue.new("waiting").clear
    else
      Delayed::Job.where(queue: "waiting").delete_all
    end
    puts "no job waits"
  end

  desc "Prints as JSON what the reading connection sees: its role, whether it is a replica, the newest marks"
  task replica: :environment do
    # ApplicationRecord, not its superclass: a task loads classes as they are named, and this one makes the connections.
    ApplicationRecord.connected_to(role: :reading) do
      in_recovery = ApplicationRecord.connection.select_value("SELECT pg_is_in_recovery()")
      marks = ParityMark.order(id: :desc).limit(100).pluck(:value)
      puts JSON.generate(role: ApplicationRecord.current_role, in_recovery: in_recovery, marks: marks)
    end
  end
end
