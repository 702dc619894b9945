require "digest"
require "ipaddr"

module Store
  # Refuses what is tried too often: guesses, and forms that send mail to somebody. All tasks count together, in the
  # cache. While Redis is full or away nothing is counted and nobody is refused: accounts are locked by the database.
  module LimitedAttempts
    extend ActiveSupport::Concern

    # What has a limit, so that a test finds what has none.
    included { class_attribute :limited_actions, default: [], instance_accessor: false }

    class_methods do
      # Allows `to` requests to the actions `only` within a period that begins with the first of them. Limits of one name
      # are counted together. `by` is a method of the controller that says who is counted: nobody where it gives nil. With
      # `counts: :failures`, a request that the store takes is given back. Runs before all else, since Devise signs in from
      # within its own callbacks.
      def limit_attempts(name, to:, within:, only:, by: :visitors_address, counts: :all)
        self.limited_actions += Array(only)
        prepend_around_action(only: only) do |_controller, action|
          who = send(by)
          limited = Attempts.new("attempts:#{name}:#{who}", within) if who
          count = limited&.count_one
          next refuse_attempt(within) if count && count > to

          action.call
          limited&.give_back if counts == :failures && response.status < 400
        end
      end
    end

    # How often something was tried in the current period.
    class Attempts
      def initialize(key, within)
        @key = key
        @within = within
      end

      # The number with this one; nil where it cannot be counted.
      def count_one = @count = Rails.cache.increment(@key, 1, expires_in: @within)

      def give_back = (Rails.cache.decrement(@key, 1, expires_in: @within) if @count)
    end

    private

    # Where the request comes from. Someone who has one address of IPv6 has all of its /64.
    def visitors_address
      address = IPAddr.new(request.remote_ip)
      address.ipv6? ? address.mask(64).to_s : address.to_s
    end

    # Whose account the form is about, without the address itself in Redis.
    def named_account
      email = params.dig(resource_name, :email)
      Digest::SHA256.hexdigest(email.strip.downcase) if email.is_a?(String) && email.present?
    end

    def refuse_attempt(within)
      response.headers["retry-after"] = within.to_i.to_s
      if is_a?(ActionController::API)
        render json: { error: "Too many attempts: try again later" }, status: :too_many_requests
      else
        render file: Rails.public_path.join("429.html"), layout: false, content_type: "text/html", status: :too_many_requests
      end
    end
  end
end
