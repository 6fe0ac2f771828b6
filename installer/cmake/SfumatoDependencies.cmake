# SPDX-License-Identifier: MIT
# What Sfumato stands on. Each line says why, and what is missing without it.

# LibTorch: tensors and operators; without it there is no engine. Only torch_cpu and c10 are linked,
# so that one build starts on machines with and without a GPU.
set(SFUMATO_LIBTORCH "" CACHE PATH "Folder with LibTorch's include and lib (else CMAKE_PREFIX_PATH)")
find_path(TORCH_INCLUDE ATen/ATen.h HINTS ${SFUMATO_LIBTORCH}/include PATH_SUFFIXES include REQUIRED)
find_library(TORCH_CPU_LIBRARY torch_cpu HINTS ${SFUMATO_LIBTORCH}/lib REQUIRED)
find_library(C10_LIBRARY c10 HINTS ${SFUMATO_LIBTORCH}/lib REQUIRED)
get_filename_component(TORCH_LIBRARY_DIR ${TORCH_CPU_LIBRARY} DIRECTORY)
find_package(OpenMP REQUIRED)  # the thread pool that LibTorch itself uses
add_library(sfumato::torch INTERFACE IMPORTED GLOBAL)
target_include_directories(sfumato::torch SYSTEM INTERFACE
    ${TORCH_INCLUDE} ${TORCH_INCLUDE}/torch/csrc/api/include)
target_link_libraries(sfumato::torch INTERFACE ${TORCH_CPU_LIBRARY} ${C10_LIBRARY})
target_link_options(sfumato::torch INTERFACE -Wl,-rpath-link,${TORCH_LIBRARY_DIR})
set(CMAKE_BUILD_RPATH ${TORCH_LIBRARY_DIR} ${PROJECT_BINARY_DIR}/lib)

# Gloo: the headers alone, for training in several processes; LibTorch has the functions inside.
find_path(GLOO_INCLUDE gloo/context.h REQUIRED)

find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)  # recipes and metadata as JSON
find_package(yaml-cpp REQUIRED)       # the published configurations
find_package(ZLIB REQUIRED)           # zip entries of checkpoints, maps in recipes
find_package(PNG REQUIRED)            # pictures with a recipe inside (iTXt)
find_package(JPEG REQUIRED)           # photos
find_package(TIFF REQUIRED)           # photos
find_package(CLI11 REQUIRED)          # the command line
find_library(WEBP_LIBRARY webp REQUIRED)  # photos
find_library(WEBPDEMUX_LIBRARY webpdemux REQUIRED)  # the first frame of animated ones
find_library(WEBPMUX_LIBRARY webpmux REQUIRED)  # films of a picture that forms
# LittleCMS: colours of photos by their profiles; without it wide-gamut photos would shift.
find_library(LCMS_LIBRARY lcms2 REQUIRED)
find_library(LMDB_LIBRARY lmdb REQUIRED)  # the training data of LSUN

# OpenCV: resampling, distances and filters. Two modules of it, found by themselves because Debian
# keeps the CMake package with all the others.
find_path(OPENCV_INCLUDE opencv2/imgproc.hpp PATH_SUFFIXES opencv4 REQUIRED)
find_library(OPENCV_CORE_LIBRARY opencv_core REQUIRED)
find_library(OPENCV_IMGPROC_LIBRARY opencv_imgproc REQUIRED)
add_library(sfumato::opencv INTERFACE IMPORTED GLOBAL)
target_include_directories(sfumato::opencv SYSTEM INTERFACE ${OPENCV_INCLUDE})
target_link_libraries(sfumato::opencv INTERFACE ${OPENCV_IMGPROC_LIBRARY} ${OPENCV_CORE_LIBRARY})

if(NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

if(SFUMATO_WITH_UI OR SFUMATO_WITH_TESTS)
  # Qt: the window, its threads and all tests.
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()
if(SFUMATO_WITH_UI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Concurrent Svg PrintSupport DBus LinguistTools)
endif()

# CUDA: kernels for GPUs, opened at run time; without nvcc LibTorch's own serve.
set(SFUMATO_CUDA AUTO CACHE STRING "Build the CUDA kernels: AUTO (where nvcc is found), ON, OFF")
set(SFUMATO_BUILD_CUDA OFF)
if(NOT SFUMATO_CUDA STREQUAL "OFF" AND NOT SFUMATO_FUZZ AND NOT SFUMATO_SANITIZE)
  include(CheckLanguage)
  if(NOT CMAKE_CUDA_COMPILER)
    find_program(SFUMATO_NVCC nvcc HINTS /usr/local/cuda/bin)
    if(SFUMATO_NVCC)
      set(CMAKE_CUDA_COMPILER ${SFUMATO_NVCC})
    endif()
  endif()
  check_language(CUDA)
  if(CMAKE_CUDA_COMPILER)
    enable_language(CUDA)
    find_package(CUDAToolkit REQUIRED)
    set(SFUMATO_BUILD_CUDA ON)
  elseif(SFUMATO_CUDA STREQUAL "ON")
    message(FATAL_ERROR "SFUMATO_CUDA is ON, but there is no nvcc.")
  endif()
endif()
