# What Devise's lockable keeps. Spree's table of customers has the columns already.
class LockAccounts < ActiveRecord::Migration[8.0]
  # Adds the indexes without holding up those who sign in meanwhile.
  disable_ddl_transaction!

  def change
    add_column :spree_admin_users, :failed_attempts, :integer, default: 0, null: false, if_not_exists: true
    add_column :spree_admin_users, :locked_at, :datetime, if_not_exists: true
    add_column :spree_admin_users, :unlock_token, :string, if_not_exists: true
    %i[spree_users spree_admin_users].each do |table|
      add_index table, :unlock_token, unique: true, algorithm: :concurrently, if_not_exists: true
    end
  end
end
