using Countersign.Conformance.Durable;
using Xunit;

namespace Countersign.Durable.Sqlite.Tests;

public sealed class SqliteActivityTests() : ActivityContract(new SqliteEngineFixture());

public sealed class SqliteContinueAsNewTests() : ContinueAsNewContract(new SqliteEngineFixture());

public sealed class SqliteEventTests() : EventContract(new SqliteEngineFixture());

public sealed class SqliteHousekeepingTests() : HousekeepingContract(new SqliteEngineFixture());

public sealed class SqliteInstanceTests() : InstanceContract(new SqliteEngineFixture());

public sealed class SqliteReplayTests() : ReplayContract(new SqliteEngineFixture());

public sealed class SqliteRetryTests() : RetryContract(new SqliteEngineFixture());

[Collection(BlockingTests.Name)]
public sealed class SqliteStuckCodeTests() : StuckCodeContract(new SqliteEngineFixture());

public sealed class SqliteSubOrchestrationTests() : SubOrchestrationContract(new SqliteEngineFixture());

public sealed class SqliteSuspensionTests() : SuspensionContract(new SqliteEngineFixture());

public sealed class SqliteTimerTests() : TimerContract(new SqliteEngineFixture());

public sealed class SqliteVersionTests() : VersionContract(new SqliteEngineFixture());

public sealed class SqliteIdReuseTests() : IdReuseContract(new SqliteEngineFixture());

public sealed class SqliteMixTests() : MixContract(new SqliteEngineFixture());
