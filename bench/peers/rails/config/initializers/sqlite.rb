# What later versions of Rails do with SQLite. Without it, creating fails as soon
# as there are two threads or processes: a transaction that has read may not
# write once another has written, and one that waits stops all other threads.
module ConcurrentWrites
  def begin_db_transaction
    log("begin immediate transaction", nil) { @connection.transaction(:immediate) }
  end

  private

  def configure_connection
    super
    @connection.busy_handler { |count| sleep(0.001) && count < 5000 }
  end
end

ActiveSupport.on_load(:active_record_sqlite3adapter) { prepend ConcurrentWrites }
