# Devise sends mail within the request; here the worker does.
module LaterDeviseMail
  protected

  def send_devise_notification(notification, *args)
    devise_mailer.public_send(notification, self, *args).deliver_later
  end
end
