module Store
  # What a visitor writes by the contact form. It is sent by the worker, as all mail is, and from the sender that the mail
  # server takes; an answer goes to the visitor.
  class ContactMailer < ActionMailer::Base
    def contact(fields)
      mail(to: fields.fetch(:to), from: ENV.fetch("MAIL_FROM"), reply_to: fields.fetch(:email), subject: fields.fetch(:subject)) do |format|
        format.text { render plain: "#{fields.fetch(:name)} <#{fields.fetch(:email)}>:\n\n#{fields.fetch(:message)}\n" }
      end
    end
  end
end
