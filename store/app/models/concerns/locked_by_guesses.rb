# Devise's lockable keeps out whoever guesses an account's password: see config/initializers/devise.rb.
module LockedByGuesses
  # Sessions go on: else anyone who knows an address could sign its owner out by guessing. Nothing but a lock makes an
  # account of this store inactive, and a locked one takes no password anyway.
  def active_for_authentication? = true

  # The password grant of the API forgets earlier failures as the page does.
  def valid_for_authentication?
    super.tap { |valid| reset_failed_attempts! if valid }
  end
end
