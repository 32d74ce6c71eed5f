using BenchmarkDotNet.Attributes;
using Countersign.Contracts.Jobs;
using Countersign.Server.Ports;
using Countersign.Testing;

namespace Countersign.Benchmarks;

/// <summary>A job's record as the JSON that the store holds.</summary>
[MemoryDiagnoser]
public class StoredJobBenchmarks
{
    private readonly JobRecord _record = new JobBuilder("job").Input(TestJson.Parse($$"""{"text":"{{new string('x', 960)}}"}""")).Build();
    private byte[] _json = [];

    [GlobalSetup]
    public void SetUp() => _json = StoredJson.Write(_record, StoredJson.Record);

    [Benchmark]
    public byte[] Write() => StoredJson.Write(_record, StoredJson.Record);

    [Benchmark]
    public Job Read() => StoredJson.Read(_json, StoredJson.Record).Job;
}
