using Countersign.Conformance.Durable;

namespace Countersign.Durable.Sqlite.Tests;

// The suites again with every waiting instance put out of memory at once, so that each turn begins with a replay. The replay
// suite is not among them: it counts how often code runs.

public sealed class SqliteEvictedActivityTests() : ActivityContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedContinueAsNewTests() : ContinueAsNewContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedEventTests() : EventContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedInstanceTests() : InstanceContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedRetryTests() : RetryContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedSubOrchestrationTests() : SubOrchestrationContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedSuspensionTests() : SuspensionContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedTimerTests() : TimerContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedVersionTests() : VersionContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedIdReuseTests() : IdReuseContract(new SqliteEngineFixture { MaxIdleInstances = 0 });

public sealed class SqliteEvictedMixTests() : MixContract(new SqliteEngineFixture { MaxIdleInstances = 0 });
