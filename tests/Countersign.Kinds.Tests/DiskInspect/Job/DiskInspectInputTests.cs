using System.Text.Json;
using Countersign.Contracts.Errors;
using Countersign.Kinds.DiskInspect;
using Xunit;

namespace Countersign.Kinds.Tests.DiskInspect.Job;

public sealed class DiskInspectInputTests
{
    [Theory]
    [InlineData("""{"image":{"path":"a.qcow2"}}""")]
    [InlineData("""{"image":{"upload_id":"u1","format":"VPC","checksum":null}}""")]
    [InlineData("""{"image":{"path":"a","checksum":"sha256:ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789"}}""")]
    public void CheckInput_ValidInput_HasNoProblem(string input) => Assert.Empty(Check(input));

    [Theory]
    [InlineData("[]", "input"), InlineData("{}", "input.image"), InlineData("""{"image":7}""", "input.image")]
    [InlineData("""{"image":{}}""", "input.image")]
    [InlineData("""{"image":{"path":"a","upload_id":"b"}}""", "input.image")]
    [InlineData("""{"image":{"path":" "}}""", "input.image.path")]
    [InlineData("""{"image":{"path":1}}""", "input.image.path")]
    [InlineData("""{"image":{"path":"a","format":"iso"}}""", "input.image.format")]
    [InlineData("""{"image":{"path":"a","checksum":"md5:1"}}""", "input.image.checksum")]
    [InlineData("""{"image":{"path":"a","size":1}}""", "input.image.size")]
    [InlineData("""{"image":{"path":"a"},"deep":true}""", "input.deep")]
    public void CheckInput_OneProblem_IsNotedAtItsField(string input, string field) => Assert.Equal(field, Assert.Single(Check(input)).Key);

    [Fact]
    public void CheckInput_ManyProblems_AreAllNoted()
    {
        var errors = Check("""{"image":{"path":"","format":5,"checksum":"x","size":1},"more":1}""");

        Assert.Equal(["input.image.checksum", "input.image.format", "input.image.path", "input.image.size", "input.more"], errors.Keys);
    }

    private static IReadOnlyDictionary<string, string[]> Check(string input)
    {
        var errors = new FieldErrors();
        new DiskInspectKind().CheckInput(JsonElement.Parse(input), errors);
        return errors.ToDictionary();
    }
}
