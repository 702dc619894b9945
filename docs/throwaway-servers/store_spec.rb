require "aws-sdk-s3"
require "pg"
require "redis"

RSpec.describe "the throwaway servers" do
  it "have the tables of the store" do
    postgres = PG.connect(ENV.fetch("DATABASE_URL"))
    expect(postgres.exec("SELECT version FROM schema_migrations").to_a).not_to be_empty
  end

  it "have an empty Redis" do
    expect(Redis.new(url: ENV.fetch("REDIS_URL")).dbsize).to eq(0)
  end

  it "have a bucket" do
    s3 = Aws::S3::Client.new(force_path_style: true)
    s3.put_object(bucket: ENV.fetch("S3_BUCKET"), key: "teapot.png", body: "bytes")
    expect(s3.get_object(bucket: ENV.fetch("S3_BUCKET"), key: "teapot.png").body.read).to eq("bytes")
  end
end
