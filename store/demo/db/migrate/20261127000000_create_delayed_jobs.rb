class CreateDelayedJobs < ActiveRecord::Migration[7.2]
  # As Delayed Job's generator makes it.
  def change
    create_table :delayed_jobs do |t|
      t.integer :priority, null: false, default: 0
      t.integer :attempts, null: false, default: 0
      t.text :handler, null: false
      t.text :last_error
      t.datetime :run_at
      t.datetime :locked_at
      t.datetime :failed_at
      t.string :locked_by
      t.string :queue
      t.timestamps null: true
      t.index %i[priority run_at], name: "delayed_jobs_priority"
    end
  end
end
