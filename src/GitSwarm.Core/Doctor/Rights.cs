using System.Runtime.InteropServices;

namespace GitSwarm.Doctor;

/// <summary>Asks the system about rights, without trying them out.</summary>
public static partial class Rights
{
    private const int Write = 2; // W_OK
    private const int Search = 1; // X_OK

    /// <summary>True when this user may make files in a directory; also where the system cannot be asked.</summary>
    public static bool CanWrite(string directory)
    {
        try
        {
            return OperatingSystem.IsWindows() || Access(directory, Write | Search) == 0;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
