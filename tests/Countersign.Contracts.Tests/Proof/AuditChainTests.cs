using System.Text;
using System.Text.Json;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Proof;
using Xunit;

namespace Countersign.Contracts.Tests.Proof;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 13, 0, 0, 7, TimeSpan.FromHours(1));

    [Fact]
    public void Content_IsInCanonicalForm()
    {
        var content = AuditChain.Write(
            new AuditHead(41, "sha256:00"), At, "user:\u00e9\"\\\n", "vote", [new("plan_version", 2), new("approved", "yes"), new("code", null)]);

        var row = JsonElement.Parse(content);
        Assert.Equal(CanonicalJson.Serialize(row), content);
        Assert.Equal("""{"approved":"yes","plan_version":2}""", row.GetProperty("data").GetRawText());
        Assert.Equal((42, "2026-01-31T12:00:00.007Z"), (row.GetProperty("seq").GetInt64(), row.GetProperty("at").GetString()));
    }

    [Fact]
    public void Row_HasTheHashThatItsMembersGive()
    {
        var content = AuditChain.Write(new AuditHead(0, AuditChain.HostGenesis), At, "system", "key_made", []);

        var row = AuditChain.Read("job", content);

        Assert.Equal(Digest.Of(content), row.Hash);
        Assert.Equal((1, AuditChain.HostGenesis, "{}"), (row.Seq, row.Previous, row.Data.GetRawText()));
        Assert.Equal(At, row.At);
    }

    [Fact]
    public void Genesis_IsTheDigestOfWhatTheDocumentSays()
    {
        var job = JsonElement.Parse("""{"job_id":"a-b","created_at":"2026-01-31T12:00:00.007Z"}""");

        Assert.Equal(CanonicalJson.DigestOf(job), AuditChain.GenesisOf("a-b", At));
        Assert.Equal(CanonicalJson.DigestOf(JsonElement.Parse("""{"chain":"host"}""")), AuditChain.HostGenesis);
        Assert.Equal(Digest.Of(Encoding.ASCII.GetBytes("""{"chain":"host"}""")), AuditChain.HostGenesis);
    }
}
