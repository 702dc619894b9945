# Spree brings its customers' table (in the migration just before this one) but none for admin users, and no index
# that keeps an address unique. Later Spree migrations add their columns to both tables.
class PrepareAccounts < ActiveRecord::Migration[8.0]
  def change
    add_index :spree_users, :email, unique: true
    add_index :spree_users, :reset_password_token, unique: true

    create_table :spree_admin_users do |t|
      t.string :email, null: false
      t.string :encrypted_password, null: false
      t.string :reset_password_token
      t.datetime :reset_password_sent_at
      t.datetime :remember_created_at
      t.timestamps
      t.index :email, unique: true
      t.index :reset_password_token, unique: true
    end
  end
end
