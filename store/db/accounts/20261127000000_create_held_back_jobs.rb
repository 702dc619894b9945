class CreateHeldBackJobs < ActiveRecord::Migration[8.0]
  def change
    create_table :store_held_back_jobs do |t|
      t.jsonb :job, null: false
      t.datetime :created_at, null: false
    end
  end
end
