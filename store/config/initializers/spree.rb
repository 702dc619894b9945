Spree.user_class = "Spree::User"
Spree.admin_user_class = "Spree::AdminUser"

Spree.queues.webhooks = :spree_webhooks
