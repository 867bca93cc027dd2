using System.Runtime.CompilerServices;
using Xunit;

namespace GitSwarm.TestKit;

/// <summary>Compares text with a file kept beside the test.</summary>
/// <remarks>
/// Files are <c>Snapshots/NAME.txt</c>. <c>SNAPSHOTS=update</c> rewrites them; otherwise a mismatch leaves
/// <c>NAME.txt.new</c> and fails with the difference, and so does a missing file. Nothing is scrubbed: text that names
/// the temporary directory is refused, because it would differ on the next run.
/// </remarks>
public static class Snapshots
{
    /// <summary>Fails unless the text is what the file says.</summary>
    /// <param name="actual">The text.</param>
    /// <param name="name">The file's name, without its ending.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    public static void Match(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var update = Environment.GetEnvironmentVariable("SNAPSHOTS") == "update";
        Match(actual, Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", name + ".txt"), update);
    }

    internal static void Match(string actual, string file, bool update)
    {
        if (actual.Contains(RealPath.Temporary + "/", StringComparison.Ordinal))
        {
            Assert.Fail($"{file}: the text names the temporary directory; replace it before comparing\n{actual}");
        }
        // Files end with a line end; the text may or may not.
        var text = actual.TrimEnd('\n') + "\n";
        var rejected = file + ".new";
        var expected = File.Exists(file) ? File.ReadAllText(file) : null;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (expected == text || update)
        {
            File.Delete(rejected);
            if (expected != text)
            {
                File.WriteAllText(file, text);
            }
            return;
        }
        File.WriteAllText(rejected, text);
        Assert.Fail(
            expected is null
                ? $"{file} does not exist; run with SNAPSHOTS=update to write it:\n{text}"
                : $"{file} says otherwise; run with SNAPSHOTS=update if the new text is right:\n{LineDiff.Of(expected, text)}"
        );
    }
}
