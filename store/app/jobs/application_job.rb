class ApplicationJob < ActiveJob::Base
  # What a job was about may be gone by the time it runs.
  discard_on ActiveJob::DeserializationError
end
