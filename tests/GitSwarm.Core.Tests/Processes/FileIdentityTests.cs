using System.Diagnostics;
using GitSwarm.Git;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class FileIdentityTests : IDisposable
{
    private readonly FakeProc files = new();

    public void Dispose() => files.Dispose();

    [LinuxFact]
    public void Agrees_with_stat()
    {
        files.Write("file", "12345");
        foreach (var path in new[] { At("file"), files.Root, "/proc/self/status", "/" })
        {
            using var stat = Process.Start(
                new ProcessStartInfo("stat", ["-L", "-c", "%Hd %Ld %i %s", path]) { UseShellExecute = false, RedirectStandardOutput = true }
            )!;
            var told = stat.StandardOutput.ReadLine()!.Split(' ').Select(ulong.Parse).ToArray();
            if (path.StartsWith("/proc/", StringComparison.Ordinal))
            {
                // Another process's self: only the device is the same.
                Assert.Equal((told[0] << 32) | told[1], FileIdentity.Of(path)!.Value.Device);
                continue;
            }
            var stamp = FileStamp.Of(path)!.Value;
            Assert.Equal(new FileIdentity((told[0] << 32) | told[1], told[2]), stamp.Identity);
            Assert.Equal((long)told[3], stamp.Size);
        }
    }

    [Fact]
    public void Modification_is_told_to_the_nanosecond()
    {
        files.Write("file", "");
        File.SetLastWriteTimeUtc(At("file"), DateTime.UnixEpoch.AddSeconds(1_700_000_000).AddTicks(1234567));
        Assert.Equal(1_700_000_000_123_456_700, FileStamp.Of(At("file"))!.Value.MtimeNanoseconds);
        File.SetLastWriteTimeUtc(At("file"), DateTime.UnixEpoch.AddSeconds(-2));
        Assert.Equal(-2_000_000_000, FileStamp.Of(At("file"))!.Value.MtimeNanoseconds);
    }

    [Fact]
    public void A_file_keeps_its_identity_through_a_rename_and_loses_it_by_a_copy()
    {
        files.Write("sub/file", "x");
        var folder = FileIdentity.Of(At("sub"));
        var file = FileIdentity.Of(At("sub/file"));
        Assert.NotNull(folder);
        Assert.NotEqual(folder, file);
        Directory.Move(At("sub"), At("moved"));
        Assert.Equal(folder, FileIdentity.Of(At("moved")));
        Assert.Equal(file, FileIdentity.Of(At("moved/file")));
        File.Copy(At("moved/file"), At("copy"));
        Assert.NotEqual(file, FileIdentity.Of(At("copy")));
    }

    [Fact]
    public void A_replaced_file_has_another_stamp_even_with_equal_time_and_size()
    {
        files.Write("packed-refs", "aaaa");
        File.SetLastWriteTimeUtc(At("packed-refs"), DateTime.UnixEpoch);
        var before = FileStamp.Of(At("packed-refs"))!.Value;
        files.Write("packed-refs.new", "bbbb");
        File.SetLastWriteTimeUtc(At("packed-refs.new"), DateTime.UnixEpoch);
        File.Move(At("packed-refs.new"), At("packed-refs"), overwrite: true);
        var after = FileStamp.Of(At("packed-refs"))!.Value;
        Assert.Equal((before.MtimeNanoseconds, before.Size), (after.MtimeNanoseconds, after.Size));
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void Links_are_followed_and_other_names_work()
    {
        files.Write("gräf 猫", "x");
        files.Link("link", At("gräf 猫"));
        Assert.NotNull(FileIdentity.Of(At("link")));
        Assert.Equal(FileIdentity.Of(At("gräf 猫")), FileIdentity.Of(At("link")));
    }

    [Fact]
    public void What_is_not_there_has_none()
    {
        files.Write("file", "x");
        Assert.Null(FileStamp.Of(At("missing")));
        Assert.Null(FileIdentity.Of(""));
        Assert.Null(FileIdentity.Of(At("file") + "\0tail"));
    }

    private string At(string name) => Path.Combine(files.Root, name);
}
