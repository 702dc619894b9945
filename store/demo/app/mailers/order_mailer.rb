class OrderMailer < ActionMailer::Base
  default from: "no-reply@example.com"

  def confirmation(order)
    @order = order
    mail(to: order.email, subject: "Order confirmation ##{order.number}")
  end
end
