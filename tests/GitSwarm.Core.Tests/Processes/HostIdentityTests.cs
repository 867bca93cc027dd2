using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class HostIdentityTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private readonly FakeProc files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void The_machine_id_decides_and_not_the_name()
    {
        var path = Write(Id + "\n");
        Assert.Equal(HostIdentity.Fingerprint(path, "desk"), HostIdentity.Fingerprint(path, "lap"));
        var other = HostIdentity.Fingerprint(Write("fedcba9876543210fedcba9876543210\n"), "desk");
        Assert.NotEqual(other, HostIdentity.Fingerprint(Write(Id), "desk"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("uninitialized\n")]
    public void Without_one_the_name_decides(string? content)
    {
        var path = content is null ? Path.Combine(files.Root, "missing") : Write(content);
        Assert.NotEqual(HostIdentity.Fingerprint(path, "desk"), HostIdentity.Fingerprint(path, "lap"));
        Assert.Equal(HostIdentity.Fingerprint(path, "desk"), HostIdentity.Fingerprint(path, "desk"));
    }

    [Fact]
    public void It_shows_neither_and_has_a_fixed_form()
    {
        var print = HostIdentity.Fingerprint(Write(Id), "desk");
        Assert.Matches("^[a-z2-7]{13}$", print);
        Assert.NotEqual(print, HostIdentity.Fingerprint(Path.Combine(files.Root, "missing"), Id));
        // Written into records of others' work trees: it must never change from release to release.
        Assert.Equal("2z7qemke7m43u", print);
    }

    private string Write(string text)
    {
        files.Write("machine-id", text);
        return Path.Combine(files.Root, "machine-id");
    }
}
