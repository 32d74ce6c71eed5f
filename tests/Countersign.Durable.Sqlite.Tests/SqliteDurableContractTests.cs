using Countersign.Conformance.Durable;

namespace Countersign.Durable.Sqlite.Tests;

public sealed class SqliteActivityTests() : ActivityContract(new SqliteEngineFixture());

public sealed class SqliteRetryTests() : RetryContract(new SqliteEngineFixture());

public sealed class SqliteTimerTests() : TimerContract(new SqliteEngineFixture());

public sealed class SqliteEventTests() : EventContract(new SqliteEngineFixture());

public sealed class SqliteInstanceTests() : InstanceContract(new SqliteEngineFixture());

public sealed class SqliteReplayTests() : ReplayContract(new SqliteEngineFixture());

// The same suites with every waiting instance put out of memory: each turn begins with a replay.

public sealed class SqliteEvictedActivityTests() : ActivityContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedRetryTests() : RetryContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedTimerTests() : TimerContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedEventTests() : EventContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedInstanceTests() : InstanceContract(new SqliteEngineFixture { MaxIdleInstances = 0 });
