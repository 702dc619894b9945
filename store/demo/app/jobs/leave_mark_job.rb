class LeaveMarkJob < ApplicationJob
  def perform(value)
    ParityMark.create!(value: value)
  end
end
