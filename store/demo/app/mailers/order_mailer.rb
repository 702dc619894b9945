class OrderMailer < ActionMailer::Base
  default from: ENV["MAIL_FROM"].presence || "no-reply@example.com"

  def confirmation(order)
    @order = order
    mail(to: order.email, subject: "Order confirmation ##{order.number}")
  end
end
